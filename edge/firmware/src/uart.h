// The serial line: 8N1 at BAUD, both ways buffered.
#pragma once
#include <stdbool.h>
#include <stdint.h>

void uart_start(void);

// Takes the next byte that has come, if one has.
bool uart_get(uint8_t *byte);

// Sends a byte; waits while the buffer is full.
void uart_put(uint8_t byte);

// Whether bytes were lost because the program was too slow; asking clears it.
bool uart_overrun(void);
