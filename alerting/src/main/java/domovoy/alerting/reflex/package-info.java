/** Rules that a node runs by itself: what it is given, and what it reports. */
package domovoy.alerting.reflex;
