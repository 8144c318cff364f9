/**
 * The pins of a Raspberry Pi through Pi4J: {@code gpio-output} (relays), {@code gpio-input}
 * (contacts, buttons, leak and motion sensors) and {@code pwm-output} (dimmers). Where there is no
 * Pi, Pi4J's mock pins stand in.
 */
package domovoy.edge.driver.gpio;
