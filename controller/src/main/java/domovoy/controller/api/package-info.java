/** The controller's HTTP interface: what it takes and answers, described in docs/api. */
package domovoy.controller.api;
