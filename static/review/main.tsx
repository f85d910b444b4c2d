import { startPage } from "../page/start";
import { loadPlotly } from "./ink";
import { ReviewPage } from "./review_view";

// It comes while the page asks for its days, so that the first figure does not wait for it.
void loadPlotly();
void startPage(ReviewPage);
