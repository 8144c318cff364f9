/** The rules that the house has, as its owner wrote them. */
package domovoy.controller.rules;
