// A program that runs and says nothing, as one does that was built for another board.
int main(void) {
  for (;;) {
    __asm__ volatile("nop");
  }
}
