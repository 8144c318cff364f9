/** Rules over stored history: when they would have begun, what they would have commanded. */
package domovoy.alerting.backtest;
