/** Requests between parts, signed so that they cannot be forged, changed or sent again. */
package domovoy.service.signing;
