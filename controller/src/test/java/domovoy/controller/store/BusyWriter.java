package domovoy.controller.store;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A program that writes documents and audit records without end, from several threads, and prints a
 * line for each one that was acknowledged. It lives to be killed.
 */
final class BusyWriter {
  private static final int THREADS = 8;

  record Numbered(int number, String filling) {}

  private BusyWriter() {}

  /**
   * @param arguments the folder, and the name of this round, which its documents' names begin with
   */
  public static void main(String[] arguments) {
    var store =
        ConfigurationStore.open(
            StoreSettings.embedded(Path.of(arguments[0])), InstantSource.system());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var thread = 0; thread < THREADS; thread++) {
        var name = arguments[1] + "-" + thread;
        threads.submit(() -> write(store, name));
      }
    }
  }

  private static void write(ConfigurationStore store, String name) {
    var documents = store.documents("things", Numbered.class);
    for (var i = 0; ; i++) {
      var id = name + "-" + i;
      documents.insert(id, new Numbered(0, "x".repeat(i % 2_000)));
      print("inserted", id);
      documents.save(id, new Numbered(1, "y"));
      print("changed", id);
      if (deletes(i)) {
        documents.delete(id);
        print("deleted", id);
      }
      var entry = store.audit().append(ConfigurationStoreContract.record(id));
      print("audited", entry.number() + " " + entry.hash());
    }
  }

  static boolean deletes(int number) {
    return number % 3 == 0;
  }

  private static void print(String... words) {
    synchronized (System.out) {
      System.out.print(String.join(" ", List.of(words)) + "\n");
      System.out.flush();
    }
  }
}
