// The reference firmware of docs/serial-protocol.md.
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <avr/wdt.h>

#include "clock.h"
#include "frame.h"
#include "point.h"
#include "uart.h"

#define VERSION 1
#define SECOND 1000
#define LONGEST_UNTOLD 10000  // milliseconds after which a value is told again
#define MOST_POINTS 32

enum { HELLO = 0x01, PING = 0x02, SET = 0x03 };
enum { READY = 0x80, WELCOME = 0x81, POINT = 0x82, READING = 0x83, ACK = 0x84, ALIVE = 0x85 };
enum { DONE = 0, NO_OUTPUT = 1, OUT_OF_RANGE = 2 };

typedef struct {
  uint32_t looked_at, told_at;
  int32_t value;
  uint8_t quality;
  bool told;
} state_t;

static state_t states[MOST_POINTS];
static uint16_t session;
static uint16_t silence;  // milliseconds
static uint32_t heard_at;
static bool answered;  // whether a SET of this session was answered
static uint8_t answered_sequence, answered_status;
static int32_t answered_value;

static uint8_t reset_flags __attribute__((section(".noinit")));

// A watchdog that has fired stays on; it must be off before it fires again.
void stop_watchdog(void) __attribute__((naked, used, section(".init3")));
void stop_watchdog(void) {
  reset_flags = MCUSR;
  MCUSR = 0;
  wdt_disable();
}

static uint8_t reset_reason(void) {
  if (reset_flags & _BV(WDRF)) return 2;
  if (reset_flags & _BV(BORF)) return 3;
  if (reset_flags & _BV(EXTRF)) return 1;
  if (reset_flags & _BV(PORF)) return 0;
  return 255;  // a bootloader has cleared it
}

static uint8_t length_of(const char *text) {
  uint8_t length = 0;
  while (text[length]) length++;
  return length;
}

static void counted_text(const char *text) {
  frame_u8(length_of(text));
  frame_text(text);
}

static void make_safe(void) {
  for (uint8_t i = 0; i < points_count; i++) {
    if (points[i].kind == KIND_OUTPUT) points[i].write(points[i].pin, points[i].safe);
  }
}

static void describe(uint8_t i) {
  const point_t *point = &points[i];
  frame_begin(POINT);
  frame_u8(i);
  frame_u8(point->kind);
  frame_u8(point->type);
  frame_u8(point->exponent);
  frame_i32(point->minimum);
  frame_i32(point->maximum);
  frame_i32(point->safe);
  counted_text(point->name);
  counted_text(point->quantity);
  counted_text(point->unit);
  frame_end();
}

static void hello(const frame_t *frame) {
  if (frame->length != 3 || frame->session == 0) return;
  session = frame->session;
  silence = frame_get_u16(frame->payload + 1);
  answered = false;
  frame_session(session);
  make_safe();
  frame_begin(WELCOME);
  frame_u8(VERSION);
  frame_u8(points_count);
  frame_u8(reset_reason());
  frame_text(board_name);
  frame_end();
  for (uint8_t i = 0; i < points_count; i++) {
    describe(i);
    states[i].told = false;
    wdt_reset();
  }
}

static void acknowledge(void) {
  frame_begin(ACK);
  frame_u8(answered_sequence);
  frame_u8(answered_status);
  frame_i32(answered_value);
  frame_end();
}

static void set(const frame_t *frame) {
  if (frame->length != 5) return;
  if (answered && frame->sequence == answered_sequence) {
    acknowledge();  // our answer was lost
    return;
  }
  uint8_t i = frame->payload[0];
  int32_t value = frame_get_i32(frame->payload + 1);
  answered = true;
  answered_sequence = frame->sequence;
  answered_value = value;
  if (i >= points_count || points[i].kind != KIND_OUTPUT) {
    answered_status = NO_OUTPUT;
  } else if (value < points[i].minimum || value > points[i].maximum) {
    answered_status = OUT_OF_RANGE;
  } else {
    points[i].write(points[i].pin, value);
    points[i].read(points[i].pin, &answered_value);
    answered_status = DONE;
  }
  acknowledge();
}

static void receive(void) {
  uint8_t byte;
  frame_t frame = {0};
  while (uart_get(&byte)) {
    if (!frame_receive(byte, &frame)) continue;
    if (frame.type == HELLO) {
      heard_at = clock_now();
      hello(&frame);
    } else if (session != 0 && frame.session == session) {
      heard_at = clock_now();
      if (frame.type == SET) set(&frame);
    }
  }
}

// The host is silent: nobody is there who would switch things off.
static void guard(void) {
  if (session != 0 && clock_now() - heard_at > silence) {
    make_safe();
    session = 0;
    frame_session(0);
  }
}

static void tell(uint8_t i) {
  state_t *state = &states[i];
  frame_begin(READING);
  frame_u8(i);
  frame_u8(state->quality);
  frame_i32(state->value);
  frame_end();
  state->told = true;
  state->told_at = clock_now();
}

static bool is_new(const point_t *point, const state_t *state, int32_t value, uint8_t quality) {
  if (!state->told || quality != state->quality) return true;
  int32_t change = value - state->value;
  return change >= point->step || change <= -point->step;
}

static void look(uint8_t i) {
  const point_t *point = &points[i];
  state_t *state = &states[i];
  uint32_t now = clock_now();
  if (state->told && now - state->looked_at < point->period) return;
  state->looked_at = now;
  int32_t value = 0;
  uint8_t quality = point->read(point->pin, &value) ? QUALITY_GOOD : QUALITY_MISSING;
  if (quality == QUALITY_GOOD && (value < point->minimum || value > point->maximum)) {
    quality = QUALITY_MISSING;
    value = 0;
  }
  if (is_new(point, state, value, quality) || now - state->told_at >= LONGEST_UNTOLD) {
    state->value = value;
    state->quality = quality;
    tell(i);
  }
}

static void greet(void) {
  static uint32_t greeted_at;
  uint32_t now = clock_now();
  if (now - greeted_at < SECOND) return;
  greeted_at = now;
  if (session == 0) {
    frame_begin(READY);
    frame_end();
    return;
  }
  frame_begin(ALIVE);
  frame_i32(now / SECOND);
  frame_u16(frame_dropped());
  frame_end();
}

int main(void) {
  board_start();
  clock_start();
  uart_start();
  wdt_enable(WDTO_2S);
  set_sleep_mode(SLEEP_MODE_IDLE);
  sei();
  while (true) {
    wdt_reset();
    receive();
    guard();
    greet();
    for (uint8_t i = 0; session != 0 && i < points_count; i++) {
      look(i);
      receive();
    }
    sleep_mode();  // until the next interrupt, a millisecond away at most
  }
}
