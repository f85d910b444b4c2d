import { startPage } from "../page/start";
import { FiguresPage } from "./figures_view";

void startPage(FiguresPage);
