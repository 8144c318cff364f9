/**
 * What the controller keeps: configuration, audit and secrets, in MongoDB or in a store of the same
 * protocol inside this process.
 */
package domovoy.controller.store;
