/**
 * The made-up company Tessamar: its staff, names and personas, the same in each run. Uses access for roles only.
 */
@NullMarked
package org.belay.lab.sandbox.company;

import org.jspecify.annotations.NullMarked;
