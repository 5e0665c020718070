"""Publishers: brought in from the catalogue, probed, their health in words. Their pages are the crawl's business."""
