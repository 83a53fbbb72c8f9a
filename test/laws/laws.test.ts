/** The laws on random schemas and every live server. */
import { goThereAndBack } from "./law.js";

goThereAndBack();
