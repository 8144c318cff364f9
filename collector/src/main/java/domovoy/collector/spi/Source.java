package domovoy.collector.spi;

/**
 * One configured source. The collector runs it in a thread of its own, and runs it again, after a
 * pause, when it fails; other sources do not notice.
 */
@FunctionalInterface
public interface Source {

  /**
   * Connects, and brings readings until the thread is interrupted. Lets go of everything when it
   * ends.
   *
   * @throws Exception when the connection is lost or cannot be made
   */
  void run(Inbox inbox) throws Exception;
}
