/** Readings from an MQTT broker: as JSON, as line protocol, or as bare values of mapped topics. */
package domovoy.collector.source.mqtt;
