// What the board has. The list is in board.c.
#pragma once
#include <stdbool.h>
#include <stdint.h>

enum { KIND_SENSOR, KIND_OUTPUT };
enum { TYPE_NUMBER, TYPE_ON_OFF };
enum { QUALITY_GOOD = 0, QUALITY_MISSING = 4 };

typedef struct {
  const char *name;      // lower-case words joined by hyphens
  const char *quantity;  // such as temperature
  const char *unit;      // UCUM, such as Cel
  uint8_t kind;
  uint8_t type;
  int8_t exponent;  // the value is this power of ten times the number
  int32_t minimum;
  int32_t maximum;
  int32_t safe;      // outputs: taken when the host is silent
  int32_t step;      // numbers: smaller changes wait for the regular report
  uint16_t period;   // milliseconds between looks at a sensor
  bool (*read)(uint8_t pin, int32_t *value);   // false: the sensor does not answer
  void (*write)(uint8_t pin, int32_t value);   // outputs only
  uint8_t pin;
} point_t;

extern const point_t points[];
extern const uint8_t points_count;
extern const char board_name[];

// Makes pins ready. Outputs are safe when this returns.
void board_start(void);
