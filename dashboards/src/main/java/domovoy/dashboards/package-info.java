/**
 * Grafana dashboards, made from the house model: a new room or device appears by making them anew.
 */
package domovoy.dashboards;
