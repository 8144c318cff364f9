/**
 * What is likely wrong with rules before they run: conditions that can never hold, rules that
 * command one thing differently, loops, missing hysteresis, life-safety that hangs on a network.
 */
package domovoy.alerting.analysis;
