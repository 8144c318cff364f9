// Frames of docs/serial-protocol.md: COBS, CRC-16, sequence and session.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define FRAME_LARGEST 80
#define FRAME_HEADER 4
#define FRAME_CRC 2

typedef struct {
  uint8_t type;
  uint8_t sequence;
  uint16_t session;
  const uint8_t *payload;
  uint8_t length;
} frame_t;

// The session that frames are sent in; 0 until the host says HELLO. Setting it counts frames from 0.
void frame_session(uint16_t session);

// Takes a byte of the line. True when it ended a good frame, which stays good until the next byte.
bool frame_receive(uint8_t byte, frame_t *frame);

// Sends a frame with the payload made of the parts added since frame_begin.
void frame_begin(uint8_t type);
void frame_u8(uint8_t value);
void frame_u16(uint16_t value);
void frame_i32(int32_t value);
void frame_text(const char *text);
void frame_end(void);

// Numbers in a received payload.
uint16_t frame_get_u16(const uint8_t *at);
int32_t frame_get_i32(const uint8_t *at);

// How many pieces of the line were no good frames since the start.
uint16_t frame_dropped(void);
