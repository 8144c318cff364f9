/**
 * Prometheus exporters: the house as the controller knows it, and how the parts of Domovoy are, at
 * one {@code /metrics}.
 */
package domovoy.exporters;
