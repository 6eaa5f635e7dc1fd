package org.belay.lab.story;

/**
 * The result for one promise.
 *
 * @param promise its number in docs/promises.md, such as I1
 * @param words what was checked, with figures
 * @param holds whether it is kept
 * @param breaches the first violations; empty if it holds
 */
record PromiseResult(String promise, String words, boolean holds, java.util.List<String> breaches) {}
