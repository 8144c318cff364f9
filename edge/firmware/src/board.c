// What hangs on this board: change this file for yours.
#include <avr/interrupt.h>
#include <avr/io.h>
#include <util/atomic.h>

#include "clock.h"
#include "dht22.h"
#include "point.h"

// Pins as the Arduino Uno names them.
enum { A0_PIN = 0, A1_PIN = 1, D2 = 2, D3 = 3, D4 = 4, D5 = 5, D9 = 9, D13 = 13 };

const char board_name[] = "domovoy-uno";

static volatile int32_t pulses;
static volatile uint32_t last_pulse;
#define PULSE_BOUNCE 5  // milliseconds in which contacts bounce

ISR(INT1_vect) {
  uint32_t now = clock_now();
  if (now - last_pulse >= PULSE_BOUNCE) pulses++;
  last_pulse = now;
}

static volatile uint8_t *port_of(uint8_t pin) { return pin < 8 ? &PORTD : &PORTB; }
static volatile uint8_t *direction_of(uint8_t pin) { return pin < 8 ? &DDRD : &DDRB; }
static uint8_t bit_of(uint8_t pin) { return _BV(pin & 7); }

// A contact to ground: low is on.
static bool read_contact(uint8_t pin, int32_t *value) {
  volatile uint8_t *input = pin < 8 ? &PIND : &PINB;
  *value = (*input & bit_of(pin)) == 0;
  return true;
}

static bool read_analog(uint8_t pin, int32_t *value) {
  ADMUX = _BV(REFS0) | pin;
  ADCSRA |= _BV(ADSC);
  while (ADCSRA & _BV(ADSC)) {
  }
  *value = ADC;
  return true;
}

static bool read_pulses(uint8_t pin, int32_t *value) {
  (void)pin;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { *value = pulses; }
  return true;
}

static bool read_output(uint8_t pin, int32_t *value) {
  *value = (*port_of(pin) & bit_of(pin)) != 0;
  return true;
}

static void write_output(uint8_t pin, int32_t value) {
  if (value) {
    *port_of(pin) |= bit_of(pin);
  } else {
    *port_of(pin) &= ~bit_of(pin);
  }
}

static bool read_dimmer(uint8_t pin, int32_t *value) {
  (void)pin;
  *value = OCR1A;
  return true;
}

static void write_dimmer(uint8_t pin, int32_t value) {
  (void)pin;
  OCR1A = value;
  if (value == 0) {
    TCCR1A &= ~_BV(COM1A1);  // a compare value of 0 still gives a spike; the pin itself is low
  } else {
    TCCR1A |= _BV(COM1A1);
  }
}

const point_t points[] = {
    {"light-level", "analog", "1", KIND_SENSOR, TYPE_NUMBER, 0, 0, 1023, 0, 4, 100, read_analog, 0, A0_PIN},
    {"soil", "analog", "1", KIND_SENSOR, TYPE_NUMBER, 0, 0, 1023, 0, 4, 100, read_analog, 0, A1_PIN},
    {"contact", "contact", "1", KIND_SENSOR, TYPE_ON_OFF, 0, 0, 1, 0, 1, 5, read_contact, 0, D2},
    {"pulses", "pulses", "1", KIND_SENSOR, TYPE_NUMBER, 0, 0, INT32_MAX, 0, 1, 200, read_pulses, 0, D3},
    {"temperature", "temperature", "Cel", KIND_SENSOR, TYPE_NUMBER, -1, -400, 800, 0, 1, 2500, dht22_temperature, 0, D4},
    {"humidity", "humidity", "%", KIND_SENSOR, TYPE_NUMBER, -1, 0, 1000, 0, 1, 2500, dht22_humidity, 0, D4},
    {"relay", "switch", "1", KIND_OUTPUT, TYPE_ON_OFF, 0, 0, 1, 0, 1, 1000, read_output, write_output, D5},
    {"dimmer", "brightness", "%", KIND_OUTPUT, TYPE_NUMBER, 0, 0, 100, 0, 1, 1000, read_dimmer, write_dimmer, D9},
    {"led", "switch", "1", KIND_OUTPUT, TYPE_ON_OFF, 0, 0, 1, 0, 1, 1000, read_output, write_output, D13},
};
const uint8_t points_count = sizeof points / sizeof points[0];

void board_start(void) {
  PORTD |= bit_of(D2) | bit_of(D3);  // pull-ups
  EICRA = _BV(ISC11);                // a falling edge of D3
  EIMSK = _BV(INT1);
  ADCSRA = _BV(ADEN) | _BV(ADPS2) | _BV(ADPS1) | _BV(ADPS0);
  // 25 kHz on D9 would need a smaller TOP; 100 steps at 2.5 kHz suit lamps, and percent need no scaling
  TCCR1A = _BV(COM1A1) | _BV(WGM11);
  TCCR1B = _BV(WGM13) | _BV(WGM12) | _BV(CS11) | _BV(CS10);
  ICR1 = 99;
  for (uint8_t i = 0; i < points_count; i++) {
    if (points[i].kind != KIND_OUTPUT) continue;
    points[i].write(points[i].pin, points[i].safe);
    *direction_of(points[i].pin) |= bit_of(points[i].pin);
  }
}
