/** Who may ask the controller for what: people with sessions, programs with tokens. */
package domovoy.controller.access;
