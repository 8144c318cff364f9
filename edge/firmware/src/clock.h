// Time since the start.
#pragma once
#include <stdint.h>

void clock_start(void);

// Milliseconds since the start; wraps around after 49 days, so compare differences.
uint32_t clock_now(void);
