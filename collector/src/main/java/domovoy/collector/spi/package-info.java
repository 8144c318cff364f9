/** What a source of readings is written against. */
package domovoy.collector.spi;
