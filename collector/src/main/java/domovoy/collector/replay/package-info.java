/** Streams a recorded house into a running Domovoy and reports what it has kept. */
package domovoy.collector.replay;
