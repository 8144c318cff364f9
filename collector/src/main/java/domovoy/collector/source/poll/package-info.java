/** Sources that ask: JSON over HTTP, and Prometheus targets. */
package domovoy.collector.source.poll;
