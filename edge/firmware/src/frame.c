#include "frame.h"

#include <util/crc16.h>

#include "uart.h"

static uint8_t received[FRAME_LARGEST + 1];  // as on the line, without the zero
static uint8_t received_length;
static bool skipping;
static uint16_t dropped;

static uint8_t sending[FRAME_LARGEST];
static uint8_t sending_length;
static uint8_t sequence;
static uint16_t session;

static uint16_t crc_of(const uint8_t *bytes, uint8_t length) {
  uint16_t crc = 0xFFFF;
  while (length--) crc = _crc_xmodem_update(crc, *bytes++);
  return crc;
}

// Decodes in place; the decoded bytes are never longer. Returns their number, or 0 when this is no COBS.
static uint8_t cobs_decode(uint8_t *bytes, uint8_t length) {
  uint8_t from = 0, to = 0;
  while (from < length) {
    uint8_t code = bytes[from++];
    if (code - 1 > length - from) return 0;
    for (uint8_t run = code - 1; run > 0; run--) bytes[to++] = bytes[from++];
    if (from < length) bytes[to++] = 0;  // no frame is long enough for a full run of 254
  }
  return to;
}

static void cobs_send(const uint8_t *bytes, uint8_t length) {
  uart_put(0);  // ends whatever noise came before
  uint8_t start = 0;
  while (true) {
    uint8_t end = start;
    while (end < length && bytes[end] != 0) end++;
    uart_put(end - start + 1);
    while (start < end) uart_put(bytes[start++]);
    if (end == length) break;
    start = end + 1;
  }
  uart_put(0);
}

void frame_session(uint16_t now) {
  session = now;
  sequence = 0;
}

static bool read_frame(frame_t *frame) {
  uint8_t length = cobs_decode(received, received_length);
  if (length < FRAME_HEADER + FRAME_CRC) return false;
  uint8_t checked = length - FRAME_CRC;
  if (crc_of(received, checked) != frame_get_u16(received + checked)) return false;
  frame->type = received[0];
  frame->sequence = received[1];
  frame->session = frame_get_u16(received + 2);
  frame->payload = received + FRAME_HEADER;
  frame->length = checked - FRAME_HEADER;
  return true;
}

bool frame_receive(uint8_t byte, frame_t *frame) {
  if (byte != 0) {
    if (received_length == sizeof received) {
      skipping = true;
    } else {
      received[received_length++] = byte;
    }
    return false;
  }
  bool good = !skipping && received_length > 0 && read_frame(frame);
  if (!good && (skipping || received_length > 0)) dropped++;
  received_length = 0;
  skipping = false;
  return good;
}

void frame_begin(uint8_t type) {
  sending_length = 0;
  frame_u8(type);
  frame_u8(sequence++);
  frame_u16(session);
}

void frame_u8(uint8_t value) {
  if (sending_length < sizeof sending - FRAME_CRC) sending[sending_length++] = value;
}

void frame_u16(uint16_t value) {
  frame_u8(value);
  frame_u8(value >> 8);
}

void frame_i32(int32_t value) {
  frame_u16((uint32_t)value);
  frame_u16((uint32_t)value >> 16);
}

void frame_text(const char *text) {
  while (*text) frame_u8(*text++);
}

void frame_end(void) {
  uint16_t crc = crc_of(sending, sending_length);
  sending[sending_length++] = crc;
  sending[sending_length++] = crc >> 8;
  cobs_send(sending, sending_length);
}

uint16_t frame_get_u16(const uint8_t *at) { return at[0] | (uint16_t)at[1] << 8; }

int32_t frame_get_i32(const uint8_t *at) {
  return frame_get_u16(at) | (int32_t)((uint32_t)frame_get_u16(at + 2) << 16);
}

uint16_t frame_dropped(void) { return dropped; }
