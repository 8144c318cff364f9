/** Which rules run on nodes: where each belongs, how it gets there, what is heard of it. */
package domovoy.controller.reflexes;
