/** Puts programs on boards through their bootloaders, and the last good one back when one fails. */
package domovoy.edge.flash;
