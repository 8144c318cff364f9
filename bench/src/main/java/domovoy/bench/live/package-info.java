/**
 * Live speed: readings go in by MQTT or HTTP, commands come out by MQTT, and what lies between is
 * put under the same load, be it Domovoy's programs or another system with the same topics and
 * rules. See {@code docs/performance.md}.
 */
package domovoy.bench.live;
