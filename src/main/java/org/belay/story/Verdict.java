package org.belay.story;

/**
 * One promise, held against the mails.
 *
 * @param promise its number, such as I1
 * @param words what was checked, with its figures
 * @param holds whether it is kept
 * @param breaches the first few who break it; empty when it holds
 */
record Verdict(String promise, String words, boolean holds, java.util.List<String> breaches) {}
