/**
 * The catalogue of remediation actions: which exist, what they take, how risky each is, how it is checked, verified and undone.
 *
 * <p>In: {@code connector-configs/actions/*.yaml}. Out: {@link io.serai.action.Action}. Ground floor: uses only {@code home}.
 */
package io.serai.action;
