/** What happens in the house, told to everyone who listens, as it happens. */
package domovoy.controller.live;
