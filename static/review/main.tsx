import { startPage } from "../page/start";
import { ReviewPage } from "./review_view";

void startPage(ReviewPage);
