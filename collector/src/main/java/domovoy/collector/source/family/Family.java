package domovoy.collector.source.family;

import java.util.List;

/** How one family of devices speaks. Keeps what it has been told, does no I/O. */
interface Family {
  /** The topics to subscribe to, wildcards allowed. */
  List<String> topics();

  /**
   * Understands one message; one that is not of this family is none of its business.
   *
   * @throws domovoy.core.InvalidInputException naming what is wrong in the message
   */
  void take(Message message, Findings out);
}
