#include "uart.h"

#include <avr/interrupt.h>
#include <avr/io.h>

#define SIZE 128  // a power of two below 256
#define NEXT(at) ((uint8_t)((at) + 1) & (SIZE - 1))

static volatile uint8_t in[SIZE], in_head, in_tail;
static volatile uint8_t out[SIZE], out_head, out_tail;
static volatile bool overrun;

ISR(USART_RX_vect) {
  if (UCSR0A & _BV(DOR0)) overrun = true;
  uint8_t byte = UDR0;
  uint8_t next = NEXT(in_head);
  if (next == in_tail) {
    overrun = true;
    return;
  }
  in[in_head] = byte;
  in_head = next;
}

ISR(USART_UDRE_vect) {
  if (out_head == out_tail) {
    UCSR0B &= ~_BV(UDRIE0);
    return;
  }
  UDR0 = out[out_tail];
  out_tail = NEXT(out_tail);
}

void uart_start(void) {
  UBRR0 = (F_CPU + BAUD * 4) / (BAUD * 8) - 1;  // rounded to the nearest rate
  UCSR0A = _BV(U2X0);
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

bool uart_get(uint8_t *byte) {
  if (in_head == in_tail) return false;
  *byte = in[in_tail];
  in_tail = NEXT(in_tail);
  return true;
}

void uart_put(uint8_t byte) {
  uint8_t next = NEXT(out_head);
  while (next == out_tail) {
  }
  out[out_head] = byte;
  out_head = next;
  UCSR0B |= _BV(UDRIE0);
}

bool uart_overrun(void) {
  bool was = overrun;
  overrun = false;
  return was;
}
