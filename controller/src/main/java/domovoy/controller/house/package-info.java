/** The house: its areas, devices and points, kept in the store. */
package domovoy.controller.house;
