/** Who may do what: users and their sessions, programs and their tokens. */
package domovoy.controller.access;
