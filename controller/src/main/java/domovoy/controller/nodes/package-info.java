/** The edge nodes: pairing, their addresses and keys, whether they answer, and what is sent. */
package domovoy.controller.nodes;
