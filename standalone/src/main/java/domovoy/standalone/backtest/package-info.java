/** {@code domovoy rules backtest}: rules over a running house's history, or over a recording. */
package domovoy.standalone.backtest;
