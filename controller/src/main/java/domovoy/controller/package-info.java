/** The controller: what the house is like now, what shall be done, and who may ask for it. */
package domovoy.controller;
