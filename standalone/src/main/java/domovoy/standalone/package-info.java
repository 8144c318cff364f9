/** All parts of Domovoy in one process, and the command line that starts them or each alone. */
package domovoy.standalone;
