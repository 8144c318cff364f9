/**
 * What every Domovoy program shares at its rim: settings, the HTTP door, problem details, signed
 * requests, the disk buffer, health and metrics.
 */
package domovoy.service;
