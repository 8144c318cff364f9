/** Rule files: YAML that remembers where each of its words stands, read key by key. */
package domovoy.alerting.file;
