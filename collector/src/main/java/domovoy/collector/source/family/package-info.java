/** Devices that tell over MQTT what they are: they and their points are found by themselves. */
package domovoy.collector.source.family;
