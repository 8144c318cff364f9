/**
 * Takes readings from every source of the house, makes them points of the house, keeps them on disk
 * and hands them on to the history and to the controller.
 */
package domovoy.collector;
