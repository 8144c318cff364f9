/** Rules for other evaluators: what of a rule they can express, they get. */
package domovoy.alerting.export;
