// An Arduino Uno for tests: runs a firmware on an emulated ATmega328P in real time, its UART on a pty, its pins on
// stdin and stdout.
//
//   emulator FIRMWARE.elf LINK [BOOTLOADER.hex]
//
// With a bootloader the chip starts in it, as an Arduino's fuses have it, and is reset whenever the serial port is opened, as the
// DTR line does on a board. A pty has no such line, so the opening itself is watched.
//
// LINK becomes a symbolic link to the pty. Prints "ready" when it runs, then "D13 1" whenever a pin of port B or D changes that the firmware drives.
// Reads, a line each:
//   pin D2 0        puts a level on an input, D2 or D3
//   adc 0 2500      puts so many millivolts on an analog input
//   dht 214 456     a DHT22 on D4 reads 21.4 °C and 45.6 %
//   dht off         there is none
//   hang            the firmware's program counter is caught in a loop, for the watchdog
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sim_avr.h>
#include <sim_cycle_timers.h>
#include <sim_elf.h>
#include <sim_irq.h>
#include <sim_time.h>
#include <avr_adc.h>
#include <avr_ioport.h>
#include <avr_uart.h>
#include <parts/uart_pty.h>

#define HERTZ 16000000
#define SLICE (HERTZ / 1000)  // cycles between looks at the clock
#define DHT_PIN 4

static FILE *out;  // our stdout; that of the library goes to stderr
static avr_t *avr;
static uart_pty_t pty;
static uint8_t direction[256];

static void pin_changed(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  const char *name = param;
  int bit = atoi(name + 1) & 7;
  char port = atoi(name + 1) < 8 ? 'D' : 'B';
  if (direction[(int)port] & (1 << bit)) {
    fprintf(out, "%s %u\n", name, value & 1);
    fflush(out);
  }
}

// Levels from outside on port D: the pull-ups of the contacts and of the DHT22, and what a test puts there.
static avr_ioport_external_t outside = {.name = 'D', .mask = 1 << 2 | 1 << 3 | 1 << DHT_PIN, .value = 0xFF};

static avr_irq_t *pin_of(int number) {
  char port = number < 8 ? 'D' : 'B';
  return avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), number & 7);
}

// --- a DHT22 -------------------------------------------------------------------------------------------------------

static bool dht_there;
static uint8_t dht_data[5];
static int dht_step;
static bool dht_held;
static avr_cycle_count_t dht_held_at;

// The levels after the host lets go, in microseconds: high 30, low 80, high 80, then 40 times low 50 and high 26 or 70.
static avr_cycle_count_t dht_next(avr_t *a, avr_cycle_count_t when, void *param) {
  (void)param;
  (void)when;
  int step = dht_step++;
  avr_raise_irq(pin_of(DHT_PIN), step % 2 == 0 ? 0 : 1);
  int duration;
  if (step < 2) {
    duration = 80;
  } else if (step % 2 == 0) {
    duration = 50;
  } else {
    int bit = (step - 3) / 2;
    duration = dht_data[bit / 8] & (0x80 >> bit % 8) ? 70 : 26;
  }
  if (step == 83) return 0;  // the last low has ended
  return a->cycle + avr_usec_to_cycles(a, duration);
}

static void direction_changed(struct avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  char port = *(const char *)param;
  direction[(int)port] = value;
  if (port != 'D') return;
  bool held = value & (1 << DHT_PIN);
  if (held && !dht_held) dht_held_at = avr->cycle;
  if (!held && dht_held && dht_there && avr_cycles_to_usec(avr, avr->cycle - dht_held_at) >= 1000) {
    dht_step = 0;
    avr_cycle_timer_register_usec(avr, 30, dht_next, NULL);
  }
  dht_held = held;
}

static void dht_reads(int temperature, int humidity) {
  uint16_t magnitude = temperature < 0 ? (0x8000 | -temperature) : temperature;
  dht_data[0] = humidity >> 8;
  dht_data[1] = humidity;
  dht_data[2] = magnitude >> 8;
  dht_data[3] = magnitude;
  dht_data[4] = dht_data[0] + dht_data[1] + dht_data[2] + dht_data[3];
  dht_there = true;
}

// --- commands ------------------------------------------------------------------------------------------------------

static bool hanging;

static void obey(const char *line) {
  int a, b;
  if (sscanf(line, "pin D%d %d", &a, &b) == 2) {
    outside.value = b ? outside.value | 1 << a : outside.value & ~(1 << a);
    avr_ioctl(avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('D'), &outside);
    avr_raise_irq(pin_of(a), b);
  } else if (sscanf(line, "adc %d %d", &a, &b) == 2) {
    avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_ADC_GETIRQ, ADC_IRQ_ADC0 + a), b);
  } else if (sscanf(line, "dht %d %d", &a, &b) == 2) {
    dht_reads(a, b);
  } else if (strcmp(line, "dht off") == 0) {
    dht_there = false;
  } else if (strcmp(line, "hang") == 0) {
    hanging = true;
  } else {
    fprintf(stderr, "unknown: %s\n", line);
  }
}

// False at the end of stdin: who started this is gone.
static bool obey_all(void) {
  static char text[4096];
  static size_t length;
  ssize_t got = read(STDIN_FILENO, text + length, sizeof text - length - 1);
  if (got == 0) return false;
  if (got < 0) return true;
  length += got;
  text[length] = 0;
  char *start = text, *end;
  while ((end = strchr(start, '\n'))) {
    *end = 0;
    obey(start);
    start = end + 1;
  }
  length -= start - text;
  memmove(text, start, length + 1);
  return true;
}

// --- a bootloader ---------------------------------------------------------------------------------------------------

#define MCUSR 0x54
#define RESET_FROM_OUTSIDE 2  // EXTRF

static int openings = -1;

// Intel HEX into flash; the chip then starts at the first record. The library's own reader refuses records that give a start
// address, which Optiboot's file has.
static bool load_bootloader(const char *name) {
  FILE *file = fopen(name, "r");
  if (!file) return false;
  char line[600];
  unsigned length, address, type, byte, first = UINT32_MAX;
  bool whole = true;
  while (whole && fgets(line, sizeof line, file)) {
    if (sscanf(line, ":%2x%4x%2x", &length, &address, &type) != 3 || type != 0) continue;
    if (first == UINT32_MAX) first = address;
    whole = address + length <= avr->flashend + 1u;
    for (unsigned i = 0; whole && i < length; i++) {
      whole = sscanf(line + 9 + 2 * i, "%2x", &byte) == 1;
      avr->flash[address + i] = byte;
    }
  }
  fclose(file);
  if (!whole || first == UINT32_MAX) return false;
  avr->codeend = avr->flashend;
  avr->pc = avr->reset_pc = first;
  return true;
}

static void watch_openings(const char *port) {
  openings = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (openings < 0 || inotify_add_watch(openings, port, IN_OPEN) < 0) {
    perror(port);
    exit(2);
  }
}

static bool was_opened(void) {
  static char events[4096];
  return openings >= 0 && read(openings, events, sizeof events) > 0;
}

// While the chip is held in reset, what arrives is lost, and so is what it had not taken before.
static void press_reset(void) {
  for (int i = 0; i < 20; i++) {
    pty.pty.buffer_done = pty.pty.buffer_len;
    pty.pty.in.read = pty.pty.in.write;
    usleep(1000);
  }
  hanging = false;
  avr_reset(avr);
  avr->data[MCUSR] = RESET_FROM_OUTSIDE;
  // the reset has stopped the timer that hands bytes on; this starts it again
  avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XOFF), 1);
  avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUT_XON), 1);
}

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 3 && count != 4) {
    fprintf(stderr, "usage: emulator FIRMWARE.elf LINK [BOOTLOADER.hex]\n");
    return 2;
  }
  out = fdopen(dup(STDOUT_FILENO), "w");
  dup2(STDERR_FILENO, STDOUT_FILENO);
  elf_firmware_t firmware = {0};
  if (elf_read_firmware(arguments[1], &firmware) != 0) {
    fprintf(stderr, "%s is no firmware\n", arguments[1]);
    return 2;
  }
  avr = avr_make_mcu_by_name("atmega328p");
  avr_init(avr);
  firmware.frequency = HERTZ;
  avr_load_firmware(avr, &firmware);
  avr->frequency = HERTZ;
  if (count == 4 && !load_bootloader(arguments[3])) {
    fprintf(stderr, "%s is no bootloader\n", arguments[3]);
    return 2;
  }
  avr->vcc = avr->avcc = avr->aref = 5000;

  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
  flags &= ~(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POOL_SLEEP);
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  uart_pty_init(avr, &pty);
  uart_pty_connect(&pty, '0');

  static const char *names[] = {"D0", "D1", "D2",  "D3",  "D4",  "D5",  "D6",
                                "D7", "D8", "D9", "D10", "D11", "D12", "D13"};
  for (int i = DHT_PIN + 1; i < 14; i++) avr_irq_register_notify(pin_of(i), pin_changed, (void *)names[i]);
  for (const char *port = "BD"; *port; port++) {
    avr_irq_register_notify(
        avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(*port), IOPORT_IRQ_DIRECTION_ALL), direction_changed, (void *)port);
  }
  avr_ioctl(avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('D'), &outside);
  for (int i = 2; i <= DHT_PIN; i++) avr_raise_irq(pin_of(i), 1);

  fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK);
  unlink(arguments[2]);
  if (symlink(pty.pty.slavename, arguments[2]) != 0) {
    perror(arguments[2]);
    return 2;
  }
  if (count == 4) watch_openings(pty.pty.slavename);
  fprintf(out, "ready\n");
  fflush(out);

  int64_t start = nanoseconds();
  avr_cycle_count_t began = avr->cycle, slice = 0;
  while (true) {
    avr_flashaddr_t caught = avr->pc;
    int state = avr_run(avr);
    if (state == cpu_Done || state == cpu_Crashed) break;
    if (hanging && avr->pc == avr->reset_pc) {
      hanging = false;  // the watchdog has restarted it
    } else if (hanging) {
      avr->pc = caught;
      avr->sreg[S_I] = 0;
      avr->state = cpu_Running;
    }
    if (avr->cycle < began + slice) {  // a reset begins to count anew
      began = avr->cycle;
      slice = 0;
      start = nanoseconds();
    }
    if (avr->cycle - began - slice < SLICE) continue;
    slice = avr->cycle - began;
    if (!obey_all()) break;
    if (was_opened()) press_reset();
    int64_t ahead = (int64_t)(slice * 1000 / (HERTZ / 1000000)) - (nanoseconds() - start);
    if (ahead > 0) usleep(ahead / 1000);
  }
  uart_pty_stop(&pty);
  return 0;
}
