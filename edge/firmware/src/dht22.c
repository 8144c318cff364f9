#include "dht22.h"

#include <avr/io.h>
#include <util/delay.h>

#include "clock.h"

#define PAUSE 2000           // milliseconds
#define START 1200           // microseconds that the pin is held low
#define LONGEST_LEVEL 120    // microseconds; the longest level of the protocol is 80
#define ONE 48               // microseconds; a high of 26 to 28 is a 0, of 70 a 1

static bool asked, good;
static uint32_t asked_at;
static uint8_t data[5];

// Waits for the end of a level and returns how long it lasted in microseconds, or 0 when it does not end.
static uint8_t lasts(uint8_t mask, bool high) {
  TCNT2 = 0;  // counts half microseconds
  while (((PIND & mask) != 0) == high) {
    if (TCNT2 > LONGEST_LEVEL * 2) return 0;
  }
  return (TCNT2 >> 1) + 1;
}

static bool ask(uint8_t pin) {
  uint8_t mask = _BV(pin);
  TCCR2A = 0;
  TCCR2B = _BV(CS21);  // an eighth of 16 MHz
  PORTD &= ~mask;
  DDRD |= mask;
  _delay_us(START);
  DDRD &= ~mask;
  PORTD |= mask;  // pull-up
  if (!lasts(mask, true) || !lasts(mask, false) || !lasts(mask, true)) return false;
  for (uint8_t bit = 0; bit < 40; bit++) {
    if (!lasts(mask, false)) return false;
    uint8_t high = lasts(mask, true);
    if (!high) return false;
    data[bit >> 3] = data[bit >> 3] << 1 | (high > ONE);
  }
  return (uint8_t)(data[0] + data[1] + data[2] + data[3]) == data[4];
}

static bool ask_now_and_then(uint8_t pin) {
  uint32_t now = clock_now();
  if (!asked || now - asked_at >= PAUSE) {
    good = ask(pin);
    asked = true;
    asked_at = now;
  }
  return good;
}

bool dht22_temperature(uint8_t pin, int32_t *value) {
  if (!ask_now_and_then(pin)) return false;
  int32_t magnitude = (int32_t)(data[2] & 0x7F) << 8 | data[3];
  *value = data[2] & 0x80 ? -magnitude : magnitude;
  return true;
}

bool dht22_humidity(uint8_t pin, int32_t *value) {
  if (!ask_now_and_then(pin)) return false;
  *value = (int32_t)data[0] << 8 | data[1];
  return true;
}
