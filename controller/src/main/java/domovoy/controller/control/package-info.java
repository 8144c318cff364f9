/**
 * The heart of the controller: one thread that takes everything that happens, asks the rules, keeps
 * the claims on each actuator and tells the nodes what shall be.
 */
package domovoy.controller.control;
