/** {@code domovoy rules ...}: what the command line does with rule files. */
package domovoy.alerting.command;
