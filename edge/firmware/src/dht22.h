// A DHT22 (AM2302) on a pin of port D with a pull-up of 4.7 to 10 kΩ.
#pragma once
#include <stdbool.h>
#include <stdint.h>

// In tenths of a °C. Both ask the sensor at most every 2 s, as it allows.
bool dht22_temperature(uint8_t pin, int32_t *value);

// In tenths of a percent.
bool dht22_humidity(uint8_t pin, int32_t *value);
