/** Tests of rules: readings in, time on, commands expected, all in simulated time. */
package domovoy.alerting.scenario;
